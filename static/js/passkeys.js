// Passkeys: the browser is asked for one, and the form sends what it answers. Without this file the buttons are not there.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

async function create({ publicKey }, form) {
  const alone = Boolean(form.elements.passwordless?.checked);
  const asked = { ...publicKey.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
  if (alone) asked.userVerification = "required";
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: asked,
    },
  });
}

async function get({ publicKey }) {
  const allowCredentials = withBytes(publicKey.allowCredentials);
  return navigator.credentials.get({ publicKey: { ...publicKey, challenge: toBytes(publicKey.challenge), allowCredentials } });
}

function written(credential) {
  const response = { clientDataJSON: toText(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsOf(form) {
  if (form.dataset.passkey !== "login") return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return answer.json();
}

async function send(form) {
  const options = await optionsOf(form);
  const credential = form.dataset.passkey === "create" ? await create(options.creation_options, form) : await get(options.request_options);
  form.elements.credential.value = written(credential);
  form.submit();
}

function say(form, word) {
  for (const text of form.querySelectorAll("[data-passkey-says]")) text.hidden = text.dataset.passkeySays !== word;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button[type=submit]");
  if (!window.PublicKeyCredential) {
    if (form.dataset.passkey !== "login") say(form, "unable");
  } else if (/^[\d.]+$|:/.test(location.hostname)) {
    if (form.dataset.passkey !== "login") say(form, "number");
  } else {
    button.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      say(form, "");
      send(form).catch(() => say(form, "refused"));
    });
  }
}
