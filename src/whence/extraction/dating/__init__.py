"""When was an undated report published? Cues of its text, each weighing every day there is.

`timeline` holds the days, the modules of cues (`latest`, `yearless`, `counted`, `ages`, `eras`,
`happenings`) find what the text tells, `weighing` joins the cues to a range with reasons,
`conflicts` says which dates cannot be. `literals` keeps the search for hundreds of names short.
"""
