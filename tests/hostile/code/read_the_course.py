# Reads solutions, the gradebook, expected values and other submissions.
# points: 24
import glob, os

places = ["@ROOT@", "@CLASSROOM@", "@CANARY@", "/root", "/home", "/etc/shadow", "/var", "/boot"]
for place in places:
    for path in [place, *glob.glob(place + "/**", recursive=True)]:
        if os.path.isfile(path) and "site-packages" not in path:
            print("ESCAPED", path, open(path, "rb").read(300))
for folder, _, files in os.walk("/"):
    for file in files:
        if file in ("gradebook.db", "seed", "points.json", "solutions.py", "nbgrader_config.py"):
            if "site-packages" not in folder and "/lib/" not in folder:
                print("ESCAPED", folder, file)
