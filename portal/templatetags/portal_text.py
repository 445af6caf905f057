"""How the public site writes amounts: 万元 with thousands separators."""

from decimal import Decimal

from django import template

from finance.change import Change
from finance.money import wan_text

register = template.Library()


@register.filter
def wan(amount: Decimal) -> str:
    """元 → 1,234.56."""
    return wan_text(amount, thousands=True)


@register.filter
def compared(change: Change) -> str:
    """增加 1.07 万元，增长 3.02%."""
    if change.is_flat:
        return "持平"
    words = "增加" if change.rose else "减少"
    rate = "" if change.rate is None else f"，{'增长' if change.rose else '下降'} {abs(change.rate):.2f}%"
    return f"{words} {wan_text(change.size, thousands=True)} 万元{rate}"


@register.filter
def two(value: Decimal) -> str:
    """An amount that is in 万元 already."""
    return f"{value:,.2f}"


@register.filter
def unlocalised(value: float) -> str:
    """A coordinate of a drawing, with a point whatever the language."""
    return f"{value:g}"
