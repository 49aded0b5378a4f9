# Uses magics and commands of the shell, and asks for input.
# points: 24
!cat /etc/passwd @CLASSROOM@/gradebook.db
%cd /
%env
%load @ROOT@/README.md
%run @ROOT@/nbgrader_config.py
try:
    input("password?")
except EOFError:
    pass
exit()
# %% last
quit()
