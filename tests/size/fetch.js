globalThis.send = (item) => fetch("/memories/v1/feedback/", { method: "POST", body: JSON.stringify(item) });
