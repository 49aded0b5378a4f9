// The texts of the page's scripts, ready to be translated: one object per subject. `fillIn` puts
// values in place of the names in braces, and refuses values that the text does not name. A pair is
// a text for one thing and one for any other number.

export const progress = {
  soFar: "So far: {done}.",
  notCounted: " This browser keeps nothing of what you do, so nothing is counted from one page to the next.",
  questions: "{right} of {total} questions right",
  functions: "{solved} of {total} functions solved",
};

export const practice = {
  check: "Check",
  stop: "Stop",
  reset: "Reset",
  firstCell: "<the first cell>",
  yourCode: "<your code>",
  yourFunction: "<your {name}>",
  notSolved: "your own {name} is called here, and it is not solved yet. Solve it first",
  belongsTo: ": it belongs to the assignment {assignment}",
  stubIsBack: "The stub is back. Ctrl+Z brings back what you had written.",
  editor: "Your code for {name}",
  help: "Ctrl+Enter checks. Esc, then Tab leaves the editor. The first check loads Python from {host} (16 MB).",
  thisBook: "this book",
  solved: "✓ solved",
  written: "written, not yet solved",
  notStarted: "not started",
  preparing: "Preparing.",
  waiting: "Waiting for another check to end.",
  loading: "Loading Python and NumPy.",
  loaded: "{loaded} of {total} MB",
  checking: "Checking.",
  printed: "Printed:",
  isRight: "Solved: {name} is right.",
  stoppedWithError: "Your code stopped with an error.",
  noPython: "Python is not available.",
  stopped: "Stopped.",
  tooLong: "Stopped after {seconds} seconds. Is there a loop that never ends?",
  noWorker: "no worker could be started",
  gaveUp: "Python gave up: {reason}. What you wrote is still here; the next check starts Python anew.",
  notLoaded:
    "Python could not be loaded ({reason}). It comes from {host}: is there a network? What you wrote is still here. " +
    "The notebook works without.",
  notRead: "{address} could not be read; is the book complete?",
};

export const notebooks = {
  notKept:
    "This browser does not keep what you write: it is lost when you leave this page. Export the notebook before you do.",
  exportWritten: "Export what I wrote",
  exportNotebook: "Export the notebook",
  importNotebook: "Import a notebook",
  undoImport: "Undo the import",
  file: "Notebook",
  checkWritten: "Check what is written",
  nothingWritten: "Nothing is written yet.",
  state: "{name}: {state}",
  notRightYet: "{name} is not right yet.",
  allRight: "All {count} that are written are right.",
  holdsThisPage: "{file} holds what you wrote on this page.",
  holds: "{file} holds what you wrote: {done} of {total} functions.",
  taken: "{count} cells taken from {file}. Check what is written to see what is right.",
  importUndone: "What was there before the import is back.",
  notJson: "This file is no notebook: it cannot be read as JSON. Choose a file that ends in .ipynb.",
  notFormat4: "This file is no notebook of format 4. Open and save it in JupyterLab, then try again.",
  another: "This is not the notebook “{title}”: it has no cell {missing}.",
};

export const figures = {
  table: "The numbers in a table",
  reset: "Reset",
  play: "Play",
  pause: "Pause",
  power: " to the power of {exponent}",
  and: "{start} and {last}",
  listed: ", ",
};

export const quiz = {
  notKept: "This browser does not keep your answers: they are gone when you leave this page.",
  tally: "{right} of {total} right",
  right: "Right.",
  wrong: "Not right.",
  lookBelow: "The reason is below your choice.",
  tryAgain: "Try again, or unfold the answer.",
  chooseOne: "Choose an answer first.",
  chooseSome: "Choose at least one answer first.",
  tooMany: ["chose one too many", "chose {count} too many"],
  missed: ["missed one", "missed {count}"],
  oneFault: "You {fault}.",
  twoFaults: "You {tooMany}, and {missed}.",
  writeNumber: "Write a number first.",
  noNumber: "Write a number, such as 0.25.",
  writeCode: "Write the missing code first.",
  longCode: "Write one line of Python.",
  noPython: "This cannot be read as a line of Python. Look at brackets and quotes.",
};

export const activations = {
  title: "Live figure: three activations and their slopes",
  preActivation: "pre-activation *z*",
  show: "Show",
  sigmoid: "sigmoid",
  relu: "ReLU",
  linear: "linear",
  activation: "activation *g*(*z*)",
  slope: "slope *g*′(*z*)",
  now: "{name} is {value} with slope {slope}",
  empty: "Two empty plots: no function is chosen.",
  described:
    "Two plots over z from −6 to 6: above {curves}, below the slope of each. A dotted line marks z = {z}, where " +
    "{numbers}. A short straight line touches each curve there and is as steep as the curve.",
  sigmoidSteepest: "The sigmoid is at its steepest, with slope 0.25.",
  sigmoidSlope: "The sigmoid’s slope is {slope}: {factor} times smaller than at 0.",
  reluCorner: "ReLU has its corner here and no slope of its own; Keras takes 0.",
  reluPositive: "ReLU’s is 1, as for every positive *z*.",
  reluNegative: "ReLU’s is 0, as for every negative *z*.",
  linearSlope: "The linear one’s is 1 everywhere.",
  choose: "Choose a function to see its curve.",
  at: "At *z* = {z}",
  function: "function",
  values: "Values and slopes",
  slopeColumn: "slope",
};

export const convolution = {
  title: "Live figure: a window steps over a heart signal",
  peak: "peak",
  up: "hill upwards",
  down: "hill downwards",
  index: "index",
  signal: "signal, and the kernel in its window",
  middle: "middle of the window",
  activation: "activation *a*_k (dotted: *z* anywhere)",
  noAnswer: "No unit answers: no window looks like the kernel.",
  noLarger: "No other unit has a larger activation.",
  largest: "Unit {unit} has the largest activation, {value}.",
  ofUnit: "{value} of unit {unit}",
  theLargest: "the largest are {units}",
  described:
    "Above, a heart signal of {values} values with label {label}. Window {k}, from index {first} to {last}, is " +
    "shaded, and the kernel, a {kernel}, is drawn in it. Below, the activations of all {units} units over the " +
    "middles of their windows: {summary}. A dotted line shows z for a window at any place.",
  shared: "Each window shares {count} values with the next.",
  sideBySide: "The windows stand side by side.",
  skipped: ["Between two windows {count} value is skipped.", "Between two windows {count} values are skipped."],
  passes: "*z* = {z} passes ReLU",
  becomesZero: "*z* = {z}, and ReLU makes it 0",
  leftOver: [" The last value is in no window.", " The last {count} values are in no window."],
  sentence: "Window {k} holds the indices {first} to {last}: {outcome}. {compared} {neighbours}{end}",
  unit: "Unit {k}",
  what: "what",
  number: "number",
  units: "units",
  itsWindow: "its window",
  span: "{first} to {last}",
  products: "The products of window {k}; their sum is *z*_k",
  weight: "weight",
  value: "value",
  product: "product",
  sum: "sum",
  window: "window *k*",
  size: "size",
  stride: "stride",
  toTheStart: "To the start",
  stepOn: "Step on",
  kernel: "Kernel",
  signalLegend: "Signal",
  label: "label {label}",
};

export const regions = {
  title: "Live figure: two small networks learn a ring",
  linear: "linear",
  relu: "ReLU",
  epoch: "epoch",
  cost: "cost",
  percent: "{share}%",
  nowhere: "says 0 everywhere",
  everywhere: "says 1 everywhere",
  open: "says 1 in a region that runs to the edge",
  closed: "says 1 in a closed region",
  before: "Before the first epoch",
  after: ["After {count} epoch", "After {count} epochs"],
  network: "{kind} hidden layers: the network {region} and is right for {right}",
  described:
    "Two maps of the same points, label 1 within a circle and label 0 around it, shaded by the probability that a " +
    "network gives, with a line at one half. {done}, left, {linear}; right, {relu}. Below, the cost of both over " +
    "the epochs.",
  reluClosed: "The ReLU network has put lines together into a closed region: {right}.",
  reluOpen: "The ReLU network {region}: {right}.{few}",
  fewUnits: " With so few units there are not enough lines to close it.",
  moreEpochs: "It needs more epochs.",
  stuck: "Its units have got stuck: try another start, or more units.",
  reluToo: "The ReLU network {region}, too: {right}. {hint}",
  guess: "Before the first epoch both networks guess, by their random weights: linear {linear} right, ReLU {relu}.",
  ruleWithoutWeights: ", as a rule without any weights would",
  sentence: "The linear network {region}{rule}: {right} right. {relu}",
  alwaysZero: "{done}; always 0 is right for {right}",
  hiddenLayers: "hidden layers",
  right: "right",
  soFar: "The training so far",
  linearCost: "linear cost",
  reluCost: "ReLU cost",
  units: "units",
  toTheStart: "To the start",
  train: "Train",
  otherWeights: "Other first weights",
  show: "Show",
  bends: "where layer 1’s ReLU units bend",
};

export const descent = {
  title: "Live figure: gradient descent and Adam in a narrow valley",
  descent: "gradient descent",
  adam: "Adam",
  descentInShort: "descent",
  start: "start",
  step: "step",
  cost: "cost *J*",
  after: ["After {count} step", "After {count} steps"],
  at: "{place} with cost {cost}",
  diagonalValley: " that runs diagonally",
  described:
    "Above, a map of a long, narrow valley{diagonal}, with its lowest point at (0, 0), and two paths from the same " +
    "start. {after} gradient descent is at {descent}, Adam at {adam}. Below, the cost of both over the steps, on a " +
    "logarithmic scale.",
  across: "each step multiplies the distance across the valley by {factor}",
  growing: "Gradient descent: {across}, so the jumps grow, and the cost with them.",
  forever: "Gradient descent: {across}, so it jumps to and fro for ever.",
  shrinking: "Gradient descent: {across}, so it jumps to and fro in shrinking jumps.",
  along:
    "Gradient descent does not jump across the valley, but along it each step multiplies the distance only by " +
    "{factor}: after {steps}, {left}% of the way is left.",
  diagonalRate:
    "Adam has a rate for each parameter, but here every step in the valley’s direction changes both parameters alike.",
  sameSteps: "Adam’s steps are the same as for *J*: it does not notice the unit of the cost.",
  firstStep: "Adam’s first step is {alpha} long along both parameters, however large the gradients.",
  method: "method",
  needed: "steps to *J* < 0.001",
  firstSteps: "The first steps",
  descentWeight: "descent *w*_1",
  adamWeight: "Adam *w*_1",
  descentRate: "descent *α*",
  adamRate: "Adam *α*",
  steps: "steps",
  toTheStart: "To the start",
  unitOfCost: "Unit of the cost",
  valley: "Valley",
  alongAxis: "along *w*_1",
  diagonal: "diagonal",
};

export const network = {
  title: "Live figure: a first network, number by number",
  warmEnough: "warm enough?",
  tooHot: "too hot?",
  tooWindy: "too windy?",
  goodRide: "good ride?",
  warmEnoughAsked: "Warm enough?",
  tooHotAsked: "Too hot?",
  tooWindyAsked: "Too windy?",
  goodRideAsked: "Good ride?",
  temperature: "temperature",
  degrees: "°C",
  wind: "wind",
  speed: "m/s",
  quoted: "“{question}”",
  lifts: "{question} lifts it",
  nothingLifts: "nothing lifts it",
  nothingPulls: "{lift}, nothing pulls it down",
  pulls: ["{lift}, {questions} pulls it down", "{lift}, {questions} pull it down"],
  sum: "Unit {unit} adds up its products and its bias: {formula}.",
  ignores: "{sum} It ignores the {feature}, for that weight is 0.",
  threeAnswers: "{sum} It sees only three answers: {pushes}.",
  cannotTell: "It cannot tell",
  yes: "Yes",
  ratherYes: "Rather yes",
  no: "No",
  ratherNo: "Rather no",
  squashes:
    "Unit {unit} squashes its pre-activation: {symbol} = *g*({z}) = 1 / (1 + *e*^{{opposite}}) ≈ {value}. {question} {verdict}.",
  feature:
    "The {name} is a feature: {symbol} = {value} {unit}. It is given, not computed, and all three units of layer 1 read it.",
  spokenFeature: "{key} = {value}, {name} in {unit}",
  spokenPreActivation: "{key} = {value}, pre-activation of unit {unit}, {question}",
  spokenActivation: "{key} = {value}, activation of unit {unit}, {question}",
  notComputed: "?, not computed yet",
  described:
    "The network: two features, temperature {temperature} °C and wind {wind} m/s; three units in layer 1, which ask: " +
    "warm enough, too hot, too windy; and one unit in layer 2, good ride. {known} of its 8 numbers are computed: " +
    "{numbers}. Press a number for its formula.",
  biasOf: "bias {bias}",
  fourUnits: "The four units",
  unit: "unit",
  weights: "weights",
  bias: "bias",
  next: "Next number",
  back: "Back",
  all: "All",
  features: "features",
  layer1: "layer 1",
  layer2: "layer 2",
};

export const collapse = {
  title: "Live figure: layers that collapse into one",
  linear: "linear",
  relu: "ReLU",
  input: "input *x*",
  output: "output *a*",
  inOne: "layers 1 to {last} in one",
  oneByOne: "one by one",
  joined: "joined",
  straight: "straight, with slope {slope}",
  bentOften: "bent in {count} corners",
  bentAt: "bent at *x* = {places}",
  layerCount: ["{count} layer", "{count} layers"],
  hiddenLayerCount: ["{count} hidden layer", "{count} hidden layers"],
  cornerCount: ["{count} corner", "{count} corners"],
  layersJoined: " Layers 1 to {last} are joined into one.",
  described:
    "Above, a network of {layers}: one input, {hidden} of three {kind} units each and one linear output.{joined} " +
    "Below, its output for x from −3 to 3: one by one the layers draw a curve that is {before}; as they are joined " +
    "now it is {now}.",
  allLinear:
    "All {layers} layers are linear, and {numbers} numbers draw a straight line, with slope {slope}. Move what you " +
    "like: it turns, but it does not bend.",
  withRelu: "With ReLU in the hidden layers the curve has {corners}. No single layer can draw it.",
  noSwitch: "Here no ReLU switches between −3 and 3, so even this curve is straight. Try new weights.",
  nothingChanged: "The joining has changed nothing here: no ReLU that was left out had anything to do.",
  leavesOut:
    "To join {count} layers is to leave out the ReLU between them. It makes another curve, which differs by up to {apart}.",
  notAtAll: "not at all",
  byRounding: "only by rounding, {apart} at most",
  oneLayerNow: "Layers 1 to {count} are one layer now. The line differs {exact}.",
  oneLayerLeft: "One layer is left, with 2 numbers instead of {numbers}: {line}. The line differs {exact}.",
  beforeAndAfter: "Before and after the joining",
  network: "network",
  layers: "layers",
  numbers: "numbers",
  corners: "corners",
  outputs: "Outputs",
  hiddenActivation: "Activation of the hidden layers",
  join: "Join two layers",
  apart: "Take apart",
  newWeights: "New weights",
  weight: "*w*, unit 1",
  bias: "*b*, unit 1",
};

export const oneNeuron = {
  title: "Live figure: one unit and its line",
  temperatureAxis: "temperature *x*_1 (°C)",
  windAxis: "wind *x*_2 (m/s)",
  output: "output *a*",
  degrees: "{value}\u00a0°C",
  speed: "{value}\u00a0m/s",
  place: "{temperature} and {wind}",
  line: "A straight line, where z is 0, runs from {from} to {to}.",
  noLine: "The line where z is 0 does not cross the plane.",
  day: "{name} at {place} has {output}",
  described:
    "A plane, temperature from 0 to 36 degrees across and wind from 0 to 16 metres a second up, the stronger the " +
    "blue, the larger the output. {line} Dotted lines run beside it where the output is 0.1 and 0.9. Three days are " +
    "marked: {days}. A mark is filled where the output is above 0.5.",
  noWeather: "With both weights at 0 no weather counts: the output is {output} every day.",
  everyDayMore: "The line where *z* = 0 is out of the picture: every day in it gets more than 0.5.",
  everyDayLess: "The line where *z* = 0 is out of the picture: every day in it gets less than 0.5.",
  level: "The unit ignores the temperature: its line is level, at a wind of {wind}.",
  upright: "The unit ignores the wind: its line is upright, at {temperature}.",
  needsMore: "Along the line where *z* = 0, a metre a second more wind needs {degrees} more.",
  needsLess: "Along the line where *z* = 0, a metre a second more wind needs {degrees} less.",
  doubt: " Between the dotted lines, {apart} apart, the output goes from 0.1 to 0.9.",
  solved: " You found it: yes to A, no to B and to C.",
  threeDays: "Three days (°C, m/s). The bias adds {bias} to each.",
  dayColumn: "day",
  everyOutput: "The output for every temperature and wind",
  windColumn: "wind (m/s)",
  temperatureColumn: "{temperature} °C",
  weight1: "weight *w*_1",
  weight2: "weight *w*_2",
  bias: "bias *b*",
  double: "Double all three",
  halve: "Halve all three",
};

export const softmaxLoss = {
  title: "Live figure: the loss of softmax",
  probability: "probability *a*_y of the true class",
  loss: "loss, −log *a*_y",
  lossOf: "loss {loss}",
  described:
    "The falling curve of minus log a, for a from 0 to 1: steep near 0, and 0 at a = 1. Four marks on it stand for " +
    "the four classes, at the probabilities {probabilities}. The filled one is class {y}, with loss {loss}.",
  noLarger: "No class has a larger probability.",
  anotherLarger: "Another class has a larger probability, and the loss says how far off that is.",
  sentence: "The true class is {y} and got the probability {probability}: the loss is {loss}. {judged}",
  eachLabel: "The loss for each label *j*",
  class: "class *j*",
  trueClass: "{y}, true",
  points: "Points of the curve",
  trueLegend: "True class",
};

export const softmax = {
  title: "Live figure: four logits and their probabilities",
  logit: "logit *z*_{i}",
  exponential: "exponential of *z*_j",
  exponentialDivided: "exponential of *z*_j / *T*",
  probability: "probability *a*_j",
  sum: "sum {sum}",
  described:
    "Two bar charts with a bar for each of the four classes. Left, the exponentials of the logits: {exponentials}. " +
    "Right, the probabilities: {probabilities}. The bars on both sides have the same proportions.",
  allEqual: "Equal logits give equal probabilities: 0.25 each.",
  leaders: "Classes {leaders} share the largest logit, and so the largest probability.",
  leads:
    "Class {first} leads class {second} by {lead}, so its probability is *e*^{{lead}} = {times} times as large.",
  leadsDivided:
    "Class {first} leads class {second} by {lead}. Divided by *T* = {temperature} that is {divided}, so its probability is " +
    "*e*^{{divided}} = {times} times as large.",
  temperature: "temperature",
  fromLogits: "From logits to probabilities",
  class: "class *j*",
  exponentialColumn: "exponential",
  add: "Add 1 to all logits",
  subtract: "Subtract 1 from all logits",
};

export const stableLoss = {
  title: "Live figure: the digits of the naive and of the stable loss",
  naive: "naive",
  stable: "from the logit",
  logit: "logit *z*",
  loss: "loss *L*",
  error: "relative error: 10⁻⁸ is 8 right digits",
  infinite: "infinite",
  nan: "nan",
  naiveIs: "naive: {broken}",
  described:
    "Two plots over the logit from −60 to 60, for label {y} in {float}: above the loss, below its relative error on a " +
    "logarithmic scale, each computed naively and from the logit. The error of the loss from the logit stays at the " +
    "limit of the format. That of the naive loss grows {where}{broken} At z = {z} the naive loss is {naive} and the " +
    "one from the logit {stable}.",
  toBothSides: "to both sides of 0",
  withZ: "with z",
  neverBroken: ".",
  brokenFrom: ", and from z = {z} on, where an area is shaded, the naive loss is {broken}.",
  allDigits: "all {all}",
  someDigits: "{count} of {all}",
  fromLogit: "From the logit the loss is {loss}, with {digits} digits right.",
  roundedInfinite: "*a* has been rounded to exactly 1, so 1 − *a* is 0 and the naive loss is infinite. {right}",
  roundedNan:
    "*a* has been rounded to exactly 1, and 0 times the infinite log(1 − *a*) is nan. A single nan spoils the whole cost. {right}",
  losesNothing: "Here the naive way loses nothing: {digits} digits are right. {right}",
  losesLittle: "Here the naive way loses next to nothing: {digits} digits are right. {right}",
  noRightDigit:
    "{name} has been rounded to exactly 1, and its logarithm is 0: the naive loss has no right digit. {right}",
  kept: "the naive loss keeps {digits} digits",
  nearOne: "{name} lies near 1, and floats there are too far apart for the little that it differs from 1: {kept}. {right}",
  fewDigits: "*a* lies near 1, and 1 − *a* has only {count} right digits left: {kept}. {right}",
  at: "At *z* = {z}; wrong digits are struck through",
  number: "number",
  inFormat: "in {float}",
  right: "right",
  naiveLoss: "naive *L*",
  stableLoss: "*L* from *z*",
  exactLoss: "exact *L*",
  all: "all",
  lossFor: "The loss for label {y} in {float}",
  rightDigits: "right digits",
  label: "Label",
  numbers: "Numbers",
};

export const backpropagation = {
  title: "Live figure: backpropagation, step by step",
  steps: [
    "Forward, the network answers {f}. No derivative is known yet: take the first step backwards.",
    "Step 1, the output’s logit: output minus label, {f} − {y} = {dz2}.",
    "Step 2, the output’s weights and bias: d*z* times what each is multiplied by. For W2[0, 0] that is {dz2} · {a} = {product}.",
    "Step 3, the hidden activations: d*z* times the weight on the way. For the upper one {dz2} · {weight} = {product}.",
    "Step 4, the hidden pre-activations: d*a* times the slope *a*(1 − *a*). For the upper one {da} · {a} · (1 − {a}) = {product}.",
    "Step 5, the hidden weights and biases: as in step 2. For W1[0, 0] that is {dz} · 2 = {product}.",
  ],
  noNudge: "Move the slider to nudge {parameter}.",
  unpredicted: "Nudge {parameter} by {nudge}, and the cost changes by {real}. Its derivative, which would have predicted that, is still to come.",
  predicted: "Nudge {parameter} by {nudge}: the derivative predicts a change of {predicted}, and the cost changes by {real}.",
  spokenParameter: "{value}, parameter {parameter}",
  spokenKnown: "{value} {slope}, parameter {parameter} and its derivative",
  described:
    "A network of two inputs, 2 and 3, two hidden units with activations {hidden}, and an output of {f} for the label {y}; " +
    "the cost is {cost}.{descents} {step} of {steps} steps backwards are done. {known} A curve shows the cost over a nudge of {parameter}; " +
    "at the present nudge it has changed by {change}.",
  known: "Known derivatives: {known}.",
  noneKnown: "No parameter’s derivative is known.",
  descents: [" One step of gradient descent is taken.", " {count} steps of gradient descent are taken."],
  nudgeOf: "nudge of {parameter}",
  nudge: "nudge",
  cost: "cost *J*",
  allNine: "All nine parameters",
  parameter: "parameter",
  value: "value",
  derivative: "derivative",
  next: "One step backwards",
  undo: "Undo it",
  all: "All five steps",
  descend: "Move all nine downhill, *α* = {rate}",
  label: "Label",
};

export const gradientDescent = {
  title: "Live figure: gradient descent on one parameter",
  parameter: "parameter *w*",
  cost: "cost *J*",
  after: ["After {count} step", "After {count} steps"],
  far: "far away",
  described:
    "The curve of a cost over one parameter w from −3.8 to 3.8: two valleys, the lower one on the left, at w = −2.11, and a " +
    "higher one on the right, at w = 1.86. {after} the parameter is {w}, the cost {cost} and the slope {slope}; a dashed line " +
    "is as steep as the curve there.",
  next: "At *w* = {w} the slope is {slope}, so the next step moves *w* by −*α* · slope = {move}, with *α* = {alpha}.",
  last: "The last step went from {before} to {w}.",
  towards: "It went downhill.",
  over: "It jumped over the lowest point, to the other side of the valley.",
  crossed: "It jumped into the other valley.",
  restLow: "The slope is next to 0 there, so the steps have come to an end, in the lower valley.",
  restHigh: "The slope is next to 0 there, so the steps have come to an end, in the higher valley: the lower one was never seen.",
  away: "The jumps grew with every step, and *w* is far away. The learning rate is too large for this start.",
  steps: "The steps so far",
  step: "step",
  slope: "slope",
  oneStep: "One step",
  toTheStart: "To the start",
  rate: "rate *α*",
  start: "start *w*",
};

export const adamParts = {
  title: "Live figure: Adam, part by part",
  plain: "This is gradient descent.",
  momentumName: "This is momentum: each step follows the mean *m* of the gradients.",
  rmsprop: "This is the idea of RMSProp: the gradient is divided by its usual size.",
  uncorrected: "This is Adam without the correction of the start.",
  adam: "This is Adam.",
  outside: "The path has left the picture, and takes a long time to come back: it needs a smaller *α*.",
  lost: "The jumps grow, and the path has left the valley for good: it needs a smaller *α*.",
  huge: "> 10⁶",
  evenStep: "The first step is {along} long along both parameters.",
  unevenStep: "The first step is {along} long along *w*_1 and {across} along *w*_2.",
  crossings: ["So far it has crossed the valley floor {count} time.", "So far it has crossed the valley floor {count} times."],
  after: ["After {count} step", "After {count} steps"],
  described:
    "A map of a long, narrow valley with its lowest point at (0, 0), and two paths from the same start: a dashed one of plain " +
    "gradient descent, and one with the parts that are switched on. {name} {after} the latter is at {place} with cost {cost}.",
  method: "method",
  cost: "cost *J*",
  needed: "steps to *J* < 0.001",
  switched: "chosen",
  plainRow: "none",
  firstSteps: "The first steps",
  step: "step",
  parts: "Parts of Adam",
  momentum: "follow the mean *m*",
  divide: "divide by √*v*",
  correct: "correct the start",
  alpha: "rate *α*",
  steps: "steps",
};

export const yourDigit = {
  title: "Live figure: a network reads your digit",
  board: "Drawing board, 8 by 8 pixels. Arrow keys move, the space bar draws.",
  pixels: "draw here",
  layer: "{units}",
  described:
    "An image of 8 by 8 pixels, row by row, # for ink: {rows}. The keyboard draws at row {row}, column {column}. Beside it " +
    "the 25, 15 and 1 units of the network, the fuller the larger their activation; the last one is {probability}.",
  says: "The network gives {probability} to a 1: {judged}",
  one: "a one, it is sure.",
  ratherOne: "a one, but it is not sure.",
  zero: "a zero, it is sure.",
  ratherZero: "a zero, but it is not sure.",
  empty: "Nothing is drawn, and yet the network gives {probability} to a 1. It has never learned to say that there is nothing.",
  right: ["Moved {count} pixel to the right.", "Moved {count} pixels to the right."],
  left: ["Moved {count} pixel to the left.", "Moved {count} pixels to the left."],
  activations: "All activations",
  unit: "unit",
  layerColumn: "layer {l}",
  clear: "Clear",
  showOne: "A one",
  showZero: "A zero",
  shift: "move",
};

const PLACE = /\{(\w+)\}/g;

/** A text with its values filled in: fillIn(progress.questions, { right: 2, total: 5 }). */
export function fillIn(text, values = {}) {
  const unused = new Set(Object.keys(values));
  const filled = text.replace(PLACE, (_, name) => {
    if (!(name in values)) throw new Error(`no value for {${name}} in “${text}”`);
    unused.delete(name);
    return values[name];
  });
  if (unused.size) throw new Error(`no place for ${[...unused].join(", ")} in “${text}”`);
  return filled;
}

/** The form that fits a number, with the number and other values filled in. */
export const counted = ([one, several], count, values = {}) => {
  const form = count === 1 ? one : several;
  return fillIn(form, form.includes("{count}") ? { count, ...values } : values);
};
