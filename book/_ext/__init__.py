"""The book's Sphinx extensions: one folder per subject, each with a `setup`.

`figures` draws, `quizzes` asks, `practising` lets readers write functions in the page, `notebooks`
offers what there is to download, `publishing` is for a book on the web, and `fixes` corrects the
theme or Sphinx. What they share is in this folder. `practising` uses `quizzes` and `notebooks`; no
other folder uses another.

They are imported as `book._ext.NAME`, with the folder of the repository as the path entry, because
the chapters import a module `figures` of their own (`book/_style/figures.py`).
"""
