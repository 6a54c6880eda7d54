package rules

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"lede/playground/wire"
)

// Refusal is an answer other than success, as Discord words it.
type Refusal struct {
	Status  int // of HTTP
	Code    int // Discord's own, 0 where it gives none
	Message string
	errors  wire.Object // for 50035: where in the body, and why
}

// Error is the refusal in one line, with all that is wrong in the body.
func (r *Refusal) Error() string {
	text := fmt.Sprintf("%d %s (code %d)", r.Status, r.Message, r.Code)
	if r.errors != nil {
		text += ": " + strings.Join(flatten("", r.errors), "; ")
	}
	return text
}

// Body is the JSON that Discord answers with.
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

// Unknown refuses an id that leads to nothing: what, such as Message, with its code.
func Unknown(what string, code int) *Refusal {
	return &Refusal{Status: http.StatusNotFound, Code: code, Message: "Unknown " + what}
}

// Unauthorized refuses a request without the right token.
func Unauthorized() *Refusal {
	return &Refusal{Status: http.StatusUnauthorized, Message: "401: Unauthorized"}
}

// MissingAccess refuses what is in a place that the bot does not see.
func MissingAccess() *Refusal {
	return &Refusal{Status: http.StatusForbidden, Code: 50001, Message: "Missing Access"}
}

// MissingPermissions refuses what the bot may not do in a place that it sees.
func MissingPermissions() *Refusal {
	return &Refusal{Status: http.StatusForbidden, Code: 50013, Message: "Missing Permissions"}
}

// NoHistory is what Discord says to a reply by a bot that may not read what it replies to.
func NoHistory() *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Code: 160002, Message: "Cannot reply without permission to read message history"}
}

// WrongChannelType refuses what cannot be done in a channel of this type.
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

// form collects what is wrong with a body.
type form struct{ errors wire.Object }

// add notes an error at a path such as components.0.label, nested as Discord nests it.
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

// refusal is nil when nothing was wrong.
func (f *form) refusal() error {
	if f.errors == nil {
		return nil
	}
	return &Refusal{Status: http.StatusBadRequest, Code: 50035, Message: "Invalid Form Body", errors: f.errors}
}

// Invalid refuses a body for one thing that is wrong in it, at a path such as components.0.label.
func Invalid(path, code, message string) error {
	var f form
	f.add(path, code, message)
	return f.refusal()
}

// Within moves the errors of a body one level down, for a body that is a field of the request's. Other errors stay as they are.
func Within(field string, err error) error {
	if no, ok := err.(*Refusal); ok && no.errors != nil {
		return &Refusal{Status: no.Status, Code: no.Code, Message: no.Message, errors: wire.Object{field: no.errors}}
	}
	return err
}
