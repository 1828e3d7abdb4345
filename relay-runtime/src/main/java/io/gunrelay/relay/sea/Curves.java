package io.gunrelay.relay.sea;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Signature;

/** Who computes on the curve. */
public final class Curves {
  private static final Logger LOG = System.getLogger(Curves.class.getName());
  private static final String ALGORITHM = "SHA256withECDSA";

  private Curves() {}

  /**
   * The fastest provider that runs here: AWS-LC's where its library can be loaded and passes its
   * own tests, else the JDK's, which takes some fifteen times as long. Loading takes some tenths of
   * a second.
   */
  public static Provider fastest() {
    try {
      AmazonCorrettoCryptoProvider fast = AmazonCorrettoCryptoProvider.INSTANCE;
      if (fast.getLoadingError() == null) {
        // Refused by a provider that has failed its tests.
        var _ = Signature.getInstance(ALGORITHM, fast);
        return fast;
      }
    } catch (LinkageError | NoSuchAlgorithmException | RuntimeException notHere) {
      LOG.log(Level.DEBUG, "The fast library for signatures cannot be used.", notHere);
    }
    return ofTheJdk();
  }

  /** The JDK's own. */
  public static Provider ofTheJdk() {
    try {
      return Signature.getInstance(ALGORITHM, "SunEC").getProvider();
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("every JDK has ECDSA", e);
    }
  }
}
