"""The pictures of the demo content, printed from code in two inks and a third for skin or cloth."""
