"use strict";
/* The one name of the page; each file puts its functions into it. No markup is ever made from text. */
const shuanglian = {
  data: JSON.parse(document.getElementById("data").textContent),
  captions: JSON.parse(document.getElementById("captions").textContent),
};
