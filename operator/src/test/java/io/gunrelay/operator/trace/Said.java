package io.gunrelay.operator.trace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** All that is logged, by the operator and by libraries that know Java's own loggers alone. */
final class Said extends Handler implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final PatternFormatter format = new PatternFormatter("%p %m %e");
  private final Logger root = Logger.getLogger("");
  private final Logger operators = org.jboss.logmanager.Logger.getLogger("");

  Said() {
    root.addHandler(this);
    if (!operators.equals(root)) {
      operators.addHandler(this);
    }
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord said) {
    lines.add(format.format(said));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    operators.removeHandler(this);
  }
}
