"use strict";
document.addEventListener("click", (event) => {
  const here = event.target.closest("[data-to]");
  if (!here || !getSelection().isCollapsed) return;
  const there = document.getElementById(here.dataset.to);
  if (!there) return;
  event.preventDefault();
  const [own, other] = [here, there].map((one) => one.closest(".column"));
  const height = (one, column) => one.getBoundingClientRect().top - column.getBoundingClientRect().top;
  other.scrollTop += height(there, other) - height(here, own);
  for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
  for (const one of [here, there]) one.classList.add("here");
});
