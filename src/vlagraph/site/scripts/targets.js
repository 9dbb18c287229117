// What an address names may be folded away.

/** Unfolds what is around the element that the address names; some browsers leave it folded. */
export function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  for (let around = target?.closest("details"); around; around = around.parentElement?.closest("details")) around.open = true;
  if (target?.closest("details")) target.scrollIntoView();
}
