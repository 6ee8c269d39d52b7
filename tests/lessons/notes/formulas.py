"""Formulas of lessons, with the signs that MathML holds and the source that Typst reads."""

FORMULAS = {
    r"W_{ij}^{(1)}": ("W i j ( 1 )", "W_(i j)^(( 1 ))"),
    r"\frac{1}{N} \sum_{n} \hat{\beta}": ("1 N ∑ n β ^", "frac(1, N) ∑_(n) hat(β)"),
    r"\textcolor{#123456}{p_{n'k'}}": ("p n ′ k ′", '#text(fill: rgb("#123456"))[$p_(n^(′) k^(′))$]'),
    r"\max\left(0, z\right)": ("max \u2061 ( 0 , z )", 'op("max") lr(( 0 \\, z ))'),
    r"\lim_{t \to \infty}": ("lim t → ∞", "lim_(t → ∞)"),
    r"\mathbf{1}[j{=}k]": ("1 [ j = k ]", "bold(1) [ j = k ]"),
    r"\text{each $e^z$ of it}": ("each  e z  of it", '"each " e^(z) " of it"'),
    r"\begin{cases} z & \text{if } z \\ 0 & \text{else} \end{cases}":
        ("{ z if  z 0 else", 'cases(z & "if " z, 0 & "else")'),
}  # fmt: skip
