# Outputs that make a page large: many of them, long lines, carriage returns, colours, pictures
# points: 24
import base64

from IPython.display import HTML, Image, display
# %% last
for _ in range(400):
    display(HTML("<b>a</b><table><tr><td>1</td></tr></table>"))
print("a" * 200_000 + "\r\n")
print("\r".join("abc" for _ in range(50_000)))
print("\x1b[31ma\x1b[0m" * 20_000)
png = b"\x89PNG\r\n\x1a\n" + b"x" * 1_500_000
for _ in range(3):
    display(Image(data=png, format="png"))
