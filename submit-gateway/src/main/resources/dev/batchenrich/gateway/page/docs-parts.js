// Parts of Swagger UI in other words: with the names, headings and landmarks that a screen reader goes by, and all within reach of the keyboard.

/** A plugin of Swagger UI that is told when another key is given than the one kept. */
export const parts = (keptKey, onKey) => ({ React: { createElement: element } }) => {
  const section = (name) => (Part) => (props) => element("section", { "aria-label": name }, element(Part, props));

  const labelled = (name) => (Part) => (props) =>
    element("label", null, element("span", { className: "unseen" }, name(props)), element(Part, props));

  const apiKey = () =>
    element(
      "section",
      { "aria-label": "Authorization", className: "key" },
      element("label", { htmlFor: "key" }, "API key"),
      element("input", {
        id: "key",
        type: "password",
        autoComplete: "off",
        defaultValue: keptKey,
        onChange: (event) => onKey(event.target.value),
      }),
    );

  return {
    wrapComponents: {
      InfoContainer: section("About"),
      // There is one server: the one that the page is from.
      ServersContainer: () => () => null,
      // The only scheme. A field needs no dialogs, of which there would be one for each operation, too.
      AuthorizeBtnContainer: () => apiKey,
      authorizeOperationBtn: () => () => element("span", { className: "needs-key" }, "API key"),
      // Between the title and the headings of the tags.
      operations: (Operations) => (props) => [element("h2", { key: 1 }, "Endpoints"), element(Operations, { key: 2, ...props })],
      // A link within the button that opens the operation. Opening it shows its address, too.
      DeepLink: () => ({ text }) => element("span", null, text),
      JsonSchema_string: labelled(({ description }) => description),
      ExamplesSelect: labelled(() => "Example"),
      TextArea: (TextArea) => (props) => element(TextArea, { "aria-label": "Request body", ...props }),
      // What scrolls has to be reached.
      SyntaxHighlighter: (Code) => (props) => element("div", { className: "code", tabIndex: 0 }, element(Code, props)),
      // It says that it is a landmark, and has no name.
      responses: (Responses) => (props) =>
        element("div", { ref: (shown) => shown?.querySelector("table[role=region]")?.removeAttribute("role") }, element(Responses, props)),
    },
  };
};
