// The map of a search's answer: pins in groups, on whatever tiles the installation has, or on the outline of the coast.
(async () => {
  const box = document.getElementById("map");
  if (!box || !window.L) return;
  const answer = await fetch(box.dataset.places, { credentials: "same-origin" });
  if (!answer.ok) return;
  const { features } = await answer.json();
  box.hidden = false;
  const map = L.map(box, { maxZoom: 18, minZoom: 5, zoomControl: true });
  map.attributionControl.setPrefix(false);
  L.control.scale({ metric: false }).addTo(map);

  async function drawOutline() {
    const outline = await fetch(box.dataset.outline);
    if (outline.ok) {
      const shape = await outline.json();
      L.geoJSON(shape, { interactive: false, style: { color: "#4c6272", weight: 1, fillColor: "#f0f4f5", fillOpacity: 1 } }).addTo(map);
    }
  }

  if (box.dataset.tiles) {
    let failed = 0;
    const tiles = L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution || "", maxZoom: 18 });
    tiles.on("tileerror", () => {
      failed += 1;
      if (failed === 4) {
        tiles.remove();
        drawOutline();
      }
    });
    tiles.addTo(map);
  } else {
    drawOutline();
  }

  const pins = L.markerClusterGroup({ chunkedLoading: true, showCoverageOnHover: false, iconCreateFunction: together });
  const icon = L.divIcon({ className: "app-pin", iconSize: [24, 24] });
  for (const { geometry, properties } of features) {
    const [longitude, latitude] = geometry.coordinates;
    const pin = L.marker([latitude, longitude], { icon, title: properties.name, alt: properties.name, keyboard: true });
    pin.bindPopup(() => popup(properties));
    pins.addLayer(pin);
  }
  map.addLayer(pins);

  // Several pins in one: their number for the eye, and what it means for the ear.
  function together(cluster) {
    const count = cluster.getChildCount();
    const html = `<span aria-hidden="true">${count}</span><span class="nhsuk-u-visually-hidden">${count} places: look closer</span>`;
    return L.divIcon({ html, className: "app-pins", iconSize: [40, 40] });
  }

  function popup({ name, href, when }) {
    const words = document.createElement("div");
    const link = document.createElement("a");
    link.href = href;
    link.textContent = name;
    words.append(link);
    if (when) {
      const line = document.createElement("p");
      line.textContent = when;
      words.append(line);
    }
    return words;
  }

  const { latitude, longitude } = box.dataset;
  if (latitude) {
    L.circleMarker([latitude, longitude], { radius: 7, color: "#d5281b", interactive: false }).addTo(map);
  }
  if (features.length) {
    map.fitBounds(pins.getBounds().pad(0.1), { maxZoom: 14 });
  } else {
    map.setView([54.5, -3], 6);
  }
  box.dataset.ready = "yes";
})();
