# Writes wherever there is a folder, and over the checks.
# points: 24
import os

for folder, _, files in os.walk("/"):
    if folder.startswith("/tmp"):
        continue
    try:
        open(os.path.join(folder, "written-by-a-student"), "w").close()
        print("ESCAPED", folder)
    except OSError:
        pass
for path in ("@CANARY@/written", "@CLASSROOM@/gradebook.db", "@ROOT@/README.md", "checks/check.py",
             "checks/dense.json", "/dev/sda", "/dev/mem", "/etc/passwd"):
    try:
        open(path, "a").write("was here")
        print("ESCAPED", path)
    except OSError:
        pass
