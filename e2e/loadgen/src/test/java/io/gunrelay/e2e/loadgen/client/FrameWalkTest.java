package io.gunrelay.e2e.loadgen.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameWalkTest {
  private static final int TEXT = 0x81;
  private static final int BEGIN_TEXT = 0x01;
  private static final int CONTINUE = 0x00;
  private static final int END = 0x80;

  private final Found found = new Found();
  private final FrameWalk walk = new FrameWalk();

  @Property(tries = 300)
  void framesAreFoundHoweverTheirBytesArrive(
      @ForAll @Size(max = 6) List<@IntRange(max = 70_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 90_000) int piece,
      @ForAll @IntRange(min = 16, max = 4_096) int scratch) {
    ByteBuf bytes = Unpooled.buffer();
    List<String> texts = new ArrayList<>();
    for (int length : lengths) {
      String text = Integer.toString(length).repeat(length).substring(0, length);
      texts.add(text);
      frame(bytes, TEXT, text);
    }
    FrameWalk pieces = new FrameWalk();
    Found all = new Found();
    while (bytes.isReadable()) {
      pieces.read(bytes.readSlice(Math.min(piece, bytes.readableBytes())), new byte[scratch], all);
    }

    assertThat(all.texts).isEqualTo(texts);
  }

  @Test
  void aMessageInSeveralFramesIsOne() {
    ByteBuf bytes = Unpooled.buffer();
    frame(bytes, BEGIN_TEXT, "one ");
    frame(bytes, 0x89, "ping");
    frame(bytes, CONTINUE, "two ");
    frame(bytes, CONTINUE | END, "three");
    read(bytes);

    assertThat(found.texts).containsExactly("one two three");
    assertThat(found.pings).containsExactly("ping");
  }

  @Test
  void aGoodbyeIsHeard() {
    ByteBuf bytes = Unpooled.buffer();
    frame(bytes, 0x88, "..");
    read(bytes);

    assertThat(found.goodbyes).isEqualTo(1);
  }

  @Test
  void whatIsNoFrameOfAServerIsRefused() {
    ByteBuf masked = Unpooled.wrappedBuffer(new byte[] {(byte) TEXT, (byte) 0x80});

    assertThatThrownBy(() -> read(masked)).hasMessageContaining("masked");
  }

  private void read(ByteBuf bytes) {
    walk.read(bytes, new byte[64], found);
  }

  private static void frame(ByteBuf out, int head, String text) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    out.writeByte(head);
    if (payload.length <= 125) {
      out.writeByte(payload.length);
    } else if (payload.length <= 0xFFFF) {
      out.writeByte(126).writeShort(payload.length);
    } else {
      out.writeByte(127).writeLong(payload.length);
    }
    out.writeBytes(payload);
  }

  private static final class Found implements FrameWalk.Sink {
    final List<String> texts = new ArrayList<>();
    final List<String> pings = new ArrayList<>();
    int goodbyes;

    @Override
    public void text(byte[] bytes, int start, int end) {
      texts.add(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    }

    @Override
    public void ping(byte[] bytes, int start, int end) {
      pings.add(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    }

    @Override
    public void goodbye() {
      goodbyes++;
    }
  }
}
