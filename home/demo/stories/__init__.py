"""The stories of all brands, the brands in the order of the museum."""

from home.demo.shapes import Story

STORIES: tuple[Story, ...] = ()
