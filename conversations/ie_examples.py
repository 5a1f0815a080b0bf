"""An Inscrição Estadual of each state, to show what one looks like there."""

EXAMPLES = {
    "AC": "01.004.823/001-12", "AL": "24.000.004-8", "AM": "99.999.999-0", "AP": "03.012.345-9",
    "BA": "123456-63", "CE": "06000001-5", "DF": "07300001001-09", "ES": "999.999.99-0",
    "GO": "10.987.654-7", "MA": "12.000.038-5", "MG": "062.307.904/0081", "MS": "28.000.000-6",
    "MT": "0013000001-9", "PA": "15-999999-5", "PB": "06000001-5", "PE": "0321418-40", "PI": "012345679",
    "PR": "123.45678-50", "RJ": "99.999.99-3", "RN": "20.040.040-1", "RO": "0000000062521-3",
    "RR": "24006628-1", "RS": "224/3658792", "SC": "251.040.852", "SE": "27123456-3",
    "SP": "110.042.490.114", "TO": "29.01.022783-6",
}  # fmt: skip
"""By UF, each right by the state's rules. Source: SINTEGRA's own, printed beside its rules (MG, RO, TO), and
for the others the numbers that go from hand to hand as examples of those rules.
"""
