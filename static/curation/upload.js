// Makes the form for files one that files can be dropped on, that says what is wrong before anything is sent,
// and that shows how much has been sent. Without it the form works as any form.

/** What is wrong with a file before it is sent: "", "empty" or "tooLarge". */
export function findFault(file, largest) {
  if (file.size === 0) return "empty";
  return file.size > largest ? "tooLarge" : "";
}

/** A size for people. */
export function tellSize(bytes, language) {
  const mega = bytes / 1024 / 1024;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: mega < 10 ? 1 : 0 });
  return mega < 0.1 ? `${Math.ceil(bytes / 1024)} kB` : `${number.format(mega)} MB`;
}

/** The files chosen before with the new ones, each once. */
export function addFiles(before, added, most) {
  const key = (file) => `${file.name}/${file.size}/${file.lastModified}`;
  const known = new Set(before.map(key));
  const all = [...before, ...added.filter((file) => !known.has(key(file)))];
  return most === 1 ? all.slice(-1) : all;
}

export function startUpload(document, { makeTransfer, makeRequest, go }) {
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const list = form.querySelector("[data-list]");
  const error = form.querySelector("[data-error]");
  const sending = form.querySelector("[data-sending]");
  const button = form.querySelector("[type=submit]");
  const say = form.dataset;
  const largest = Number(say.largest);
  const most = Number(say.most);
  let files = [];

  const complain = (text) => {
    error.textContent = text;
    error.hidden = !text;
  };

  const choose = (chosen) => {
    files = chosen;
    const transfer = makeTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    show();
    const faulty = files.some((file) => findFault(file, largest));
    complain(files.length > most ? say.sayTooMany : faulty ? say.sayLeftOut : "");
  };

  const show = () => {
    list.replaceChildren(...files.map(makeRow));
    const fit = files.some((file) => !findFault(file, largest));
    button.disabled = files.length > 0 && (!fit || files.length > most);
  };

  const makeRow = (file) => {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    const size = document.createElement("small");
    const out = document.createElement("button");
    name.textContent = file.name;
    size.textContent = tellSize(file.size, document.documentElement.lang);
    out.type = "button";
    out.className = "button";
    out.textContent = say.sayRemove;
    out.setAttribute("aria-label", `${say.sayRemove}: ${file.name}`);
    out.addEventListener("click", () => {
      choose(files.filter((other) => other !== file));
      (list.querySelector("button") ?? input).focus();
    });
    row.append(name, " ", size);
    const fault = findFault(file, largest);
    if (fault) {
      const mark = document.createElement("strong");
      mark.textContent = fault === "empty" ? say.sayEmpty : say.sayTooLarge;
      row.className = "upload-fault";
      row.append(" ", mark);
    }
    row.append(" ", out);
    return row;
  };

  const send = () => {
    // What cannot be taken is not sent: it would only cost time.
    const fit = files.filter((file) => !findFault(file, largest));
    if (!fit.length || files.length > most) return;
    if (fit.length < files.length) choose(fit);
    const request = makeRequest();
    const bar = sending.querySelector("progress");
    const percent = sending.querySelector("[data-percent]");
    const end = (text) => {
      sending.hidden = true;
      show();
      complain(text);
    };
    request.open("POST", form.action || document.location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((100 * event.loaded) / event.total);
      percent.textContent = `${bar.value} %`;
    });
    request.addEventListener("load", () => {
      const said = readAnswer(request.responseText);
      if (said?.next) go(said.next);
      else end(said?.errors?.join(" ") || say.sayRefused);
    });
    request.addEventListener("error", () => end(say.sayLost));
    request.addEventListener("abort", () => end(say.sayLost));
    complain("");
    list.querySelectorAll("button").forEach((out) => (out.disabled = true));
    bar.value = 0;
    percent.textContent = say.saySending;
    sending.hidden = false;
    button.disabled = true;
    request.send(new FormData(form));
  };

  form.querySelector("[data-hint]").hidden = false;
  input.addEventListener("change", () => choose(addFiles(files, [...input.files], most)));
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("upload-over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("upload-over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    choose(addFiles(files, [...event.dataTransfer.files], most));
  });
  form.addEventListener("submit", (event) => {
    if (!files.length) return;
    event.preventDefault();
    send();
  });
  // A browser that comes back to the page may have kept the choice.
  if (input.files?.length) choose([...input.files]);
}

/** What the site answered, or undefined where that is no JSON (a page that asks to log in, say). */
export function readAnswer(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

if (typeof window !== "undefined") {
  startUpload(document, {
    makeTransfer: () => new DataTransfer(),
    makeRequest: () => new XMLHttpRequest(),
    go: (address) => window.location.assign(address),
  });
}
