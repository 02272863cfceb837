"""The front page."""
from __future__ import annotations
from typing import TYPE_CHECKING
from django.shortcuts import render
if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def show(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/404.html")
