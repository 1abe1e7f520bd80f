/** @file How does Swagger UI become a page that everybody can use? By this plugin; config/rest.py names it. */

"use strict";

const ReadableByAll = {
  wrapComponents: {
    // The introduction is a landmark, and the headings go on from it in their order.
    InfoContainer: (Original, { React: { createElement } }) => (props) =>
      createElement(
        "header",
        { role: "banner" }, // which it is not by itself inside of a section
        createElement(Original, props),
        createElement("h2", { className: "aside" }, "Addresses"),
      ),
    // A row is a button already: a link inside of a button is reached by nobody.
    DeepLink: (_, { React: { createElement } }) => ({ text }) => createElement("span", null, text),
  },
};
