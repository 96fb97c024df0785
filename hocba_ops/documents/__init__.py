"""Documents: the record of a học bạ số, its XML, its paper form, their signatures, and the proof that all agree.

The only room that knows pyHanko, Typst and PDFium.
"""
