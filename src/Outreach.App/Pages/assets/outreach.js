// Counts the texts a reply makes: 160 GSM-7 characters alone or 153 a part; 70 or 67 with any other character.
// The page says the same in words, and works without this file.
(() => {
  const basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  const extended = "^{}\\[~]|€";
  const count = text => {
    let septets = 0;
    for (const c of text) {
      if (basic.includes(c)) septets += 1;
      else if (extended.includes(c)) septets += 2;
      else return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
    }
    return septets <= 160 ? 1 : Math.ceil(septets / 153);
  };
  for (const area of document.querySelectorAll("textarea[data-segments]")) {
    const place = document.getElementById(area.dataset.segments);
    const show = () => {
      const n = count(area.value);
      const words = area.value ? `Now ${n} ${n === 1 ? "text" : "texts"}.` : "";
      if (place.textContent !== words) place.textContent = words;
    };
    area.addEventListener("input", show);
    show();
  }
})();
