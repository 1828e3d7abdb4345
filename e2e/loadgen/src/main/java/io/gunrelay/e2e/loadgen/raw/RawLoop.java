package io.gunrelay.e2e.loadgen.raw;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The subscribers of one event loop and what is to be sent to them. */
final class RawLoop {
  private static final int TEXT = 0x81;
  private static final int MAX_HEADER = 10;

  private final EventLoop loop;
  private final boolean batching;
  private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final Set<Channel> members = new LinkedHashSet<>();
  private List<ByteBuf> pending = new ArrayList<>();
  private boolean flushing;

  RawLoop(EventLoop loop, boolean batching) {
    this.loop = loop;
    this.batching = batching;
  }

  /** Subscribes a connection of this loop; called by the loop, as {@link #remove}. */
  void add(Channel member) {
    members.add(member);
  }

  void remove(Channel member) {
    members.remove(member);
  }

  /** Sends the text to all subscribers; from any thread, and owns the text. */
  void deliver(ByteBuf text) {
    loop.execute(() -> {
      pending.add(text);
      if (!flushing) {
        flushing = true;
        loop.execute(this::flush);
      }
    });
  }

  private void flush() {
    flushing = false;
    List<ByteBuf> texts = pending;
    pending = new ArrayList<>();
    List<ByteBuf> frames =
        batching && texts.size() > 1
            ? List.of(batch(texts))
            : texts.stream().map(this::frame).toList();
    for (Channel member : members) {
      for (ByteBuf frame : frames) {
        var _ = member.write(frame.retainedDuplicate(), member.voidPromise());
      }
      member.flush();
    }
    frames.forEach(ByteBuf::release);
    texts.forEach(ByteBuf::release);
  }

  private ByteBuf frame(ByteBuf text) {
    return header(text.readableBytes()).writeBytes(text, text.readerIndex(), text.readableBytes());
  }

  /** One array of all messages, those of texts that are arrays themselves included. */
  private ByteBuf batch(List<ByteBuf> texts) {
    int length = texts.size() + 1;
    for (ByteBuf text : texts) {
      length += text.readableBytes() - (isArray(text) ? 2 : 0);
    }
    ByteBuf frame = header(length);
    char separator = '[';
    for (ByteBuf text : texts) {
      int brackets = isArray(text) ? 1 : 0;
      frame
          .writeByte(separator)
          .writeBytes(text, text.readerIndex() + brackets, text.readableBytes() - 2 * brackets);
      separator = ',';
    }
    return frame.writeByte(']');
  }

  private static boolean isArray(ByteBuf text) {
    return text.getByte(text.readerIndex()) == '[';
  }

  private ByteBuf header(int length) {
    ByteBuf frame = allocator.directBuffer(MAX_HEADER + length).writeByte(TEXT);
    if (length <= 125) {
      return frame.writeByte(length);
    }
    return length <= 0xFFFF
        ? frame.writeByte(126).writeShort(length)
        : frame.writeByte(127).writeLong(length);
  }
}
