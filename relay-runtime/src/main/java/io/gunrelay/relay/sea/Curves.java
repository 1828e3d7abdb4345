package io.gunrelay.relay.sea;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Signature;

/** Who computes on the curve. */
public final class Curves {
  private Curves() {}

  /**
   * The fastest provider that runs here: AWS-LC's where its library can be loaded, else the JDK's,
   * which takes some fifteen times as long. Loading takes some tenths of a second.
   */
  public static Provider fastest() {
    try {
      AmazonCorrettoCryptoProvider fast = AmazonCorrettoCryptoProvider.INSTANCE;
      return fast.getLoadingError() == null ? fast : ofTheJdk();
    } catch (LinkageError notHere) {
      return ofTheJdk();
    }
  }

  /** The JDK's own. */
  public static Provider ofTheJdk() {
    try {
      return Signature.getInstance("SHA256withECDSA", "SunEC").getProvider();
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("every JDK has ECDSA", e);
    }
  }
}
