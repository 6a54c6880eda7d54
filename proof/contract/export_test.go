package contract

// Undescribed has only the rules that the description leaves out, so that a test can tell which of the two found a mistake.
var Undescribed = undescribed
