package contract

// Undescribed has only the rules that the description leaves out, so that a test can tell who found a mistake.
var Undescribed = undescribed
