# Shows HTML, JavaScript, SVG, Markdown, LaTeX and widgets that would run in the reader's browser.
# points: 18
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display

run = "document.title = 'HACKED'; window.HACKED = 1; alert('HACKED')"
html = [
    f"<script>{run}</script>", f"<img src=x onerror=\"{run}\">", f"<svg onload=\"{run}\"></svg>",
    f"<body onload=\"{run}\">", f"<iframe srcdoc=\"<script>parent.HACKED=1</script>\"></iframe>",
    f"<a id=trap href=\"javascript:{run}\">x</a>", "<meta http-equiv=refresh content='0;http://evil.test/'>",
    "<img src='http://evil.test/pixel.png'>", "<link rel=stylesheet href='http://evil.test/a.css'>",
    "<style>@import 'http://evil.test/b.css'; * {display: none}</style>",
    "<div style=\"background: url(http://evil.test/c.png); position: fixed; top: 0\">x</div>",
    f"<details open ontoggle=\"{run}\">x</details>", "<base href='http://evil.test/'>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={run}&gt;'>",
    f"<form action=javascript:{run}><button>x</button></form>", "<object data='http://evil.test/o'></object>",
    f"<a href='data:text/html,<script>{run}</script>'>x</a>", "<video poster='http://evil.test/v'></video>",
]
for text in html:
    display(HTML(text))
    display(Markdown(text))
    display(Latex(text))
    display({"text/html": text, "image/svg+xml": f"<svg>{text}</svg>"}, raw=True)
    display({"text/plain": text, "application/javascript": run}, raw=True)
    display({"application/vnd.jupyter.widget-view+json": {"model_id": text}}, raw=True)
    display({"image/png": f"\"><script>{run}</script>"}, raw=True)
    display({text: text}, raw=True)
    print(text)
display(Javascript(run))
display(Latex(r"$\href{javascript:alert(1)}{x} \unicode{<script>} </script><script>" + run + "</script>$"))
display(SVG(data=f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{run}\"><script>{run}</script></svg>"))
# %% sigmoid
def sigmoid(z):
    print("<script>window.HACKED = 1; alert('HACKED')</script>")
    raise type("<img src=x onerror=alert(1)>", (Exception,), {})("<script>window.HACKED = 1</script>")
# %% last
raise ValueError("</pre><script>window.HACKED = 1; alert('HACKED')</script>\x1b[31m<img src=x onerror=alert(1)>")
