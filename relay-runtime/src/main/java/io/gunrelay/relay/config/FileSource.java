package io.gunrelay.relay.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options in a YAML file: one mapping of keys to values, lists for options that take several. */
final class FileSource {
  private final Path file;
  private final YAMLParser parser;
  private final List<Given> given = new ArrayList<>();

  private FileSource(Path file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static List<Given> read(ConfigFile read) throws ConfigException {
    Path file = read.path();
    try (YAMLParser parser = new YAMLFactory().createParser(read.text())) {
      FileSource source = new FileSource(file, parser);
      source.document();
      return source.given;
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new ConfigException(
          "%s, line %d is not YAML: %s"
              .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr(), problem));
    } catch (IOException e) {
      throw new ConfigException("%s cannot be read: %s".formatted(file, e));
    }
  }

  private void document() throws IOException, ConfigException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw wrong("expected keys and values, such as \"port: 8765\"");
    }
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String where = "%s, line %d".formatted(file, parser.currentTokenLocation().getLineNr());
      if (!seen.add(key)) {
        throw new ConfigException("%s: %s stands twice; remove one".formatted(where, key));
      }
      Option option =
          Option.withKey(key)
              .orElseThrow(() ->
                  new ConfigException(
                      "%s: %s is not an option%s; remove it"
                          .formatted(
                              where,
                              key,
                              Similar.hint(key, Arrays.stream(Option.values()).map(Option::key)))));
      given.add(new Given(option, value(option), where + ", " + key));
    }
  }

  private String value(Option option) throws IOException, ConfigException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_ARRAY && option.isList()) {
      List<String> items = new ArrayList<>();
      for (JsonToken item = parser.nextToken();
          item != JsonToken.END_ARRAY;
          item = parser.nextToken()) {
        items.add(scalar(option, item));
      }
      return option.joined(items);
    }
    return scalar(option, token);
  }

  private String scalar(Option option, @Nullable JsonToken token)
      throws IOException, ConfigException {
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw wrong("%s needs a value: give %s".formatted(option.key(), option.kind().wanted()));
    }
    return parser.getText();
  }

  private ConfigException wrong(String problem) {
    return new ConfigException(
        "%s, line %d: %s".formatted(file, parser.currentTokenLocation().getLineNr(), problem));
  }
}
