package rules

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"lede/playground/wire"
)

// Refusal is an error response, as Discord words it.
type Refusal struct {
	Status  int // HTTP status
	Code    int // Discord's error code, 0 if there is none
	Message string
	errors  wire.Object // for 50035: where in the body, and why
}

// Error returns the refusal in one line, with all errors in the body.
func (r *Refusal) Error() string {
	text := fmt.Sprintf("%d %s (code %d)", r.Status, r.Message, r.Code)
	if r.errors != nil {
		text += ": " + strings.Join(flatten("", r.errors), "; ")
	}
	return text
}

// Body returns the JSON that Discord answers with.
func (r *Refusal) Body() wire.Object {
	o := wire.Object{"message": r.Message, "code": r.Code}
	if r.errors != nil {
		o["errors"] = r.errors
	}
	return o
}

// flatten turns nested errors into a line for each.
func flatten(path string, errors wire.Object) []string {
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(errors)) {
		switch v := errors[key].(type) {
		case wire.Object:
			lines = append(lines, flatten(strings.TrimPrefix(path+"."+key, "."), v)...)
		case []any:
			for _, e := range v {
				if o, ok := e.(wire.Object); ok {
					lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %v (%v)", path, o["message"], o["code"])))
				}
			}
		}
	}
	return lines
}

// Unknown refuses an id that does not exist: what, such as Message, with its code.
func Unknown(what string, code int) *Refusal {
	return &Refusal{Status: http.StatusNotFound, Code: code, Message: "Unknown " + what}
}

// Unauthorized refuses a request without a valid token.
func Unauthorized() *Refusal {
	return &Refusal{Status: http.StatusUnauthorized, Message: "401: Unauthorized"}
}

// MissingAccess refuses access to a place that the bot does not see.
func MissingAccess() *Refusal {
	return &Refusal{Status: http.StatusForbidden, Code: 50001, Message: "Missing Access"}
}

// MissingPermissions refuses what the bot may not do in a place that it sees.
func MissingPermissions() *Refusal {
	return &Refusal{Status: http.StatusForbidden, Code: 50013, Message: "Missing Permissions"}
}

// NoHistory refuses a reply by a bot that may not read the message it replies to.
func NoHistory() *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Code: 160002, Message: "Cannot reply without permission to read message history"}
}

// WrongChannelType refuses what is impossible in a channel of this type.
func WrongChannelType() *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Code: 50024, Message: "Cannot execute action on this channel type"}
}

func emptyMessage() *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Code: 50006, Message: "Cannot send an empty message"}
}

// Acknowledged refuses a second first answer to an interaction.
func Acknowledged() *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Code: 40060, Message: "Interaction has already been acknowledged."}
}

// form collects the errors in a body.
type form struct{ errors wire.Object }

// add records an error at a path such as components.0.label, nested as Discord nests it.
func (f *form) add(path, code, message string) {
	if f.errors == nil {
		f.errors = wire.Object{}
	}
	at := f.errors
	if path != "" {
		for _, key := range strings.Split(path, ".") {
			next, ok := at[key].(wire.Object)
			if !ok {
				next = wire.Object{}
				at[key] = next
			}
			at = next
		}
	}
	list, _ := at["_errors"].([]any)
	at["_errors"] = append(list, wire.Object{"code": code, "message": message})
}

// refusal returns nil if there were no errors.
func (f *form) refusal() error {
	if f.errors == nil {
		return nil
	}
	return &Refusal{Status: http.StatusBadRequest, Code: 50035, Message: "Invalid Form Body", errors: f.errors}
}

// Invalid refuses a body for one error, at a path such as components.0.label.
func Invalid(path, code, message string) error {
	var f form
	f.add(path, code, message)
	return f.refusal()
}

// Within moves the errors of a body one level down, for a body that is a field of the request's body. Other errors stay as they are.
func Within(field string, err error) error {
	if no, ok := err.(*Refusal); ok && no.errors != nil {
		return &Refusal{Status: no.Status, Code: no.Code, Message: no.Message, errors: wire.Object{field: no.errors}}
	}
	return err
}
