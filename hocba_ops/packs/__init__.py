"""Work packs: what a school has to mend as one workbook that it fills in, and how a returned one is merged."""
