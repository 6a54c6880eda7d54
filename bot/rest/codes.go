package rest

import "errors"

// Discord's JSON error codes that the bot acts on.
const (
	CodeUnknownChannel     = 10003
	CodeUnknownMessage     = 10008
	CodeUnknownInteraction = 10062
	CodeAlreadyPublished   = 40033
	CodeAcknowledged       = 40060
	CodeTagRequired        = 40067
	CodeMissingAccess      = 50001
	CodeNoText             = 50008
	CodeMissingPermission  = 50013
	CodeWrongChannel       = 50024
	CodeInvalidForm        = 50035
)

// CodeOf returns Discord's JSON code of an error, or 0 when it has none.
func CodeOf(err error) int {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return 0
}
