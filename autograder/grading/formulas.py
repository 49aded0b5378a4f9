r"""Typeset the ordinary TeX in what students wrote, and show all other formulas as text.

MathJax reads the text of a page and turns the formulas in it into HTML. Some of its commands make
links, classes, ids or styles (`\href`, `\class`, `\cssId`, `\style`), others define or load
commands, others draw anywhere on the page. Only commands that are known to do none of this are
allowed, wherever they occur in a student's HTML.
"""

from __future__ import annotations

import re

from .page_budget import PageBudget

MAX_LENGTH = 5_000  # characters of a piece of text with formulas in it

# HTML as a sanitiser writes it: tags, and the text between them.
PIECE = re.compile(r'<(?:"[^"]*"|[^">])*>|[^<]+|<')
COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.?)", re.DOTALL)
START = re.compile(r"\$|\\[(\[]|\\begin\b|\\(?:eq)?ref\b")
IGNORED = '<span class="tex2jax_ignore">{}</span>'

COMMANDS = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu
nu xi omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma
Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
aleph beth gimel daleth hbar hslash ell wp Re Im partial nabla infty emptyset varnothing
forall exists nexists neg lnot top bot angle triangle prime backprime surd complement eth
flat natural sharp clubsuit diamondsuit heartsuit spadesuit Box square blacksquare bigstar
checkmark imath jmath Bbbk mho

pm mp times div cdot ast star circ bullet cap cup uplus sqcap sqcup vee wedge lor land setminus
wr diamond bigtriangleup bigtriangledown triangleleft triangleright oplus ominus otimes oslash
odot dagger ddagger amalg dotplus smallsetminus Cap Cup barwedge veebar boxplus boxminus
boxtimes boxdot ltimes rtimes centerdot intercal
sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes
bigoplus biguplus limits nolimits

le leq ge geq lt gt ne neq equiv sim simeq approx approxeq cong propto prec preceq succ succeq
ll gg lll ggg subset subseteq supset supseteq subsetneq supsetneq in ni notin owns mid nmid
parallel nparallel perp models vdash dashv vDash asymp doteq smile frown bowtie not leqslant
geqslant lesssim gtrsim lessgtr gtrless eqsim triangleq coloneqq because therefore between
to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow uparrow
downarrow updownarrow Uparrow Downarrow mapsto longmapsto longleftarrow longrightarrow
longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow iff implies impliedby
nearrow searrow swarrow nwarrow hookleftarrow hookrightarrow leftharpoonup rightharpoonup
leftharpoondown rightharpoondown rightleftharpoons leadsto rightsquigarrow twoheadrightarrow
xleftarrow xrightarrow circlearrowleft circlearrowright curvearrowleft curvearrowright

frac dfrac tfrac cfrac binom dbinom tbinom sqrt root of over atop choose brack brace stackrel
overset underset sideset substack
hat widehat check tilde widetilde acute grave dot ddot dddot breve bar vec mathring overline
underline overbrace underbrace overleftarrow overrightarrow underleftarrow underrightarrow
overleftrightarrow boxed
left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl
Biggr Biggm langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert lbrace
rbrace lbrack rbrack backslash ulcorner urcorner llcorner lrcorner lgroup rgroup

arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lg lim
liminf limsup ln log max min mod bmod pmod pod Pr projlim sec sin sinh sup tan tanh
operatorname argmax argmin

mathrm mathbf mathit mathsf mathtt mathbb mathcal mathfrak mathscr mathnormal boldsymbol bf it
rm sf tt cal scr Bbb frak mit text textrm textbf textit textsf texttt textnormal mbox pmb bm
displaystyle textstyle scriptstyle scriptscriptstyle mathop mathbin mathrel mathord mathopen
mathclose mathpunct mathinner
tiny small normalsize large scriptsize footnotesize
quad qquad enspace thinspace negthinspace enskip space nobreakspace
dots ldots cdots vdots ddots dotsc dotsb dotsm dotsi dotso colon
begin end hline hdashline cr newline tag notag nonumber label eqref ref
cancel bcancel xcancel cancelto vphantom strut mathstrut
S P pounds copyright circledR maltese degree And
"""
KNOWN = frozenset(COMMANDS.split())


def restrict_formulas(html: str, budget: PageBudget) -> str:
    """Return sanitised HTML in which MathJax finds no command but the known ones."""
    if not START.search(html):
        return html
    # Even text in `pre` and `code`: MathJax ignores it, but only the browser knows where these end.
    # Even text in which no formula begins: a formula may continue over line breaks.
    pieces = PIECE.findall(html)
    return "".join(
        p if p[0] == "<" or is_harmless(p, budget) else IGNORED.format(p) for p in pieces
    )


def is_harmless(text: str, budget: PageBudget) -> bool:
    """Return whether a piece of text has known commands only, and charge its formulas."""
    formulas = len(START.findall(text))
    if formulas and (len(text) > MAX_LENGTH or not budget.takes_formulas(formulas)):
        return False
    return all(name in KNOWN for name in COMMAND.findall(text) if name)
