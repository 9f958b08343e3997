// For the portal and the page around an editor. Runs before the first paint, so that a chosen theme never flashes in the other one.
try {
  const chosen = localStorage.getItem('moorage.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {}
