// The QR code of a form leads here with the look-up code behind #, which no browser sends: it is put into the field.
const field = document.getElementById("code");
const told = decodeURIComponent(location.hash.slice(1)).slice(0, 40);
if (field && told) {
  field.value = told;
  history.replaceState(null, "", location.pathname);
  document.getElementById("birth").focus();
}
