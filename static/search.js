// A button that puts the browser's own position into "Where?"; without JavaScript there is none.
const near = document.getElementById("near");

if (near && "geolocation" in navigator) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-position";
  button.textContent = "Use my position";
  const told = document.createElement("p");
  told.className = "app-quiet";
  told.setAttribute("role", "status");
  near.before(button);
  near.after(told);
  button.addEventListener("click", () => {
    told.textContent = "Asking your browser …";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Three decimals are about a hundred metres: near enough for a bus, and no more than that is sent.
        near.value = `${coords.latitude.toFixed(3)}, ${coords.longitude.toFixed(3)}`;
        told.textContent = "Your position is filled in. Choose Search.";
      },
      () => {
        told.textContent = "Your browser did not say where you are. Enter a postcode or a town.";
      },
      { timeout: 10000 },
    );
  });
}
