/**
 * A certificate for `localhost` and 127.0.0.1 that vouches for itself, good until 2126, and its key: they protect
 * nothing but this machine's tests. Made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes
 * -days 36500 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1`.
 */
export const certificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmTCCAUCgAwIBAgITfvtfO/zftCaHQloiCdiUx3NcmTAKBggqhkjOPQQDAjAU
MRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjYxMTIzMDMxMzU5WhgPMjEyNjEwMzAw
MzEzNTlaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49
AwEHA0IABEkw43zps6ikhFaK0I9PSUOx5lZoPj26Eh7BD+/XKojtT4q4XG7M/KWG
QNXi5pTP/JI0g3VRvKtOieRGPvdIDMGjbzBtMB0GA1UdDgQWBBSGVvLjC09yiSel
TatQYV03iV+dSDAfBgNVHSMEGDAWgBSGVvLjC09yiSelTatQYV03iV+dSDAaBgNV
HREEEzARgglsb2NhbGhvc3SHBH8AAAEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjO
PQQDAgNHADBEAiAwo1si1VNzv3y3lVLFkPXXqHd2jVSnOriPwypwNezf7AIgT7zA
lwU5QsFzCzdhXuOW105gYE9QgtoQSGTKFuC3Jaw=
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDbMvgNh4mkGo2DiC
/UTFgclftuK4lXudO2+dog7nq1yhRANCAARJMON86bOopIRWitCPT0lDseZWaD49
uhIewQ/v1yqI7U+KuFxuzPylhkDV4uaUz/ySNIN1UbyrTonkRj73SAzB
-----END PRIVATE KEY-----`,
};
