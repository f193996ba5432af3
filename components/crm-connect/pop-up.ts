/** Opens the pop-up, empty or at an address; null when the browser blocks it. To be called inside a click. */
export function openWindow(url = ''): Window | null {
  const width = Math.min(620, screen.availWidth);
  const height = Math.min(820, screen.availHeight);
  const left = Math.max(0, screenX + (outerWidth - width) / 2);
  const top = Math.max(0, screenY + (outerHeight - height) / 2);
  return window.open(url, '_blank', `popup,width=${width},height=${height},left=${left},top=${top}`);
}
