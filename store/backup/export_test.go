package backup

// Checksum is that of a line's text.
var Checksum = checksum
