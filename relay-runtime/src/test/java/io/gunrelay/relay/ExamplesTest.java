package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.gunrelay.e2e.gunjs.Browser;
import io.gunrelay.e2e.gunjs.BrowserOptions;
import io.gunrelay.e2e.gunjs.Page;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The applications that gun.js brings along, as they are in its package, on two devices of a person
 * who types and clicks. A site serves them at the origin whose {@code /gun} is this relay.
 */
@NeedsBrowser
@Timeout(value = 90, unit = SECONDS)
class ExamplesTest {
  private static Browser browser;

  @TempDir Path data;
  private TestRelay relay;
  private URI site;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start(BrowserOptions.USUAL);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void connect() throws StartException {
    relay = TestRelay.start(data);
    site = browser.serve(relay.uri());
  }

  @AfterEach
  void disconnect() {
    relay.close();
  }

  @Test
  void thoughts() {
    try (Page laptop = open("laptop", "/todo/index.html");
        Page phone = open("phone", "/todo/index.html")) {
      laptop.click(".thought__add");
      laptop.type(".thought__input", "buy milk");
      phone.see(".thought__input", "buy milk");

      phone.type(".thought__input", " and bread");

      laptop.see(".thought__input", "buy milk and bread");
      laptop.reload();
      laptop.see(".thought__input", "buy milk and bread");
    }
  }

  @Test
  void conversation() {
    try (Page laptop = open("laptop", "/chat/index.html");
        Page phone = open("phone", "/chat/index.html")) {
      laptop.type("#name-input", "Ada");
      laptop.enter("#message-input", "Are you there?");
      phone.see(".chat__message", "Are you there?");
      phone.see(".chat__name", "Ada");

      phone.type("#name-input", "Bob");
      phone.enter("#message-input", "I am");
      laptop.see(".chat__message", "I am");
      try (Page late = open("tablet", "/chat/index.html")) {
        late.see(".chat__message", "Are you there?");
        late.see(".chat__message", "I am");
      }
    }
  }

  @Test
  void aNoteThatTwoWrite() {
    try (Page laptop = open("laptop", "/gun/examples/basic/note.html");
        Page phone = open("phone", "/gun/examples/basic/note.html")) {
      laptop.type("#view", "first");
      phone.see("#view", "first");
      phone.type("#view", " second");
      laptop.see("#view", "first second");
    }
  }

  @Test
  void thoughtsWithoutALibrary() {
    try (Page laptop = open("laptop", "/vanilla/todo.html");
        Page phone = open("phone", "/vanilla/todo.html")) {
      laptop.enter("#input", "buy milk");
      phone.see("li", "buy milk");
      phone.enter("#input", "buy bread");
      laptop.see("li", "buy bread");
    }
  }

  @Test
  void aUserWhoSignsUpSpeaksIsRecalledAndSignsInOnAnotherDevice() {
    try (Page laptop = open("laptop", "/vanilla/user.html");
        Page phone = open("phone", "/vanilla/user.html")) {
      identify(laptop);
      laptop.click("#signup");
      laptop.awaitHidden("#sign");
      laptop.enter("#say", "From the laptop");
      laptop.see("li", "From the laptop");

      identify(phone);
      phone.click("#signin");
      phone.awaitHidden("#sign");
      phone.see("li", "From the laptop");
      phone.enter("#say", "From the phone");
      laptop.see("li", "From the phone");

      laptop.reload();
      laptop.awaitHidden("#sign");
      laptop.see("li", "From the laptop");
      laptop.see("li", "From the phone");
    }
  }

  private Page open(String profile, String path) {
    return browser.open(profile, site.resolve(path));
  }

  private static void identify(Page page) {
    page.type("#alias", "ada");
    page.type("#pass", "correct horse");
  }
}
