// Does what the link in a letter is for, once somebody presses the button: programs that only look at links change nothing.
const says = document.getElementById("says");
const [, what, token] = location.hash.match(/^#(\w+)=(.+)$/) ?? [];
const form = document.querySelector(`form[data-for="${what}"]`);

if (form) {
  // Nobody finds it in the history afterwards.
  history.replaceState(null, "", location.pathname);
  form.hidden = false;
  says.textContent = "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { method, to, done } = form.dataset;
    const body = JSON.stringify({ token, ...Object.fromEntries(new FormData(form)) });
    try {
      const answer = await fetch(to, { method, body, headers: { "content-type": "application/json" } });
      says.textContent = answer.ok ? done : (await answer.json()).problems.map(({ message }) => message).join(" ");
      form.hidden = answer.ok;
    } catch {
      says.textContent = says.dataset.silent;
    }
  });
}
