package playground

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// object is any JSON object.
type object = map[string]any

// refusal is an answer other than success, as Discord words it.
type refusal struct {
	status  int
	code    int
	message string
	errors  object // for 50035: where in the body, and why
}

func (r *refusal) Error() string {
	text := fmt.Sprintf("%d %s (code %d)", r.status, r.message, r.code)
	if r.errors != nil {
		text += ": " + strings.Join(flatten("", r.errors), "; ")
	}
	return text
}

func (r *refusal) body() object {
	o := object{"message": r.message, "code": r.code}
	if r.errors != nil {
		o["errors"] = r.errors
	}
	return o
}

// flatten turns nested errors into a line for each.
func flatten(path string, errors object) []string {
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(errors)) {
		switch v := errors[key].(type) {
		case object:
			lines = append(lines, flatten(strings.TrimPrefix(path+"."+key, "."), v)...)
		case []any:
			for _, e := range v {
				if o, ok := e.(object); ok {
					lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %v (%v)", path, o["message"], o["code"])))
				}
			}
		}
	}
	return lines
}

// The refusals that need no more words.
func unknown(what string, code int) *refusal {
	return &refusal{status: http.StatusNotFound, code: code, message: "Unknown " + what}
}

func unauthorized() *refusal {
	return &refusal{status: http.StatusUnauthorized, message: "401: Unauthorized"}
}

func missingAccess() *refusal {
	return &refusal{status: http.StatusForbidden, code: 50001, message: "Missing Access"}
}

func missingPermissions() *refusal {
	return &refusal{status: http.StatusForbidden, code: 50013, message: "Missing Permissions"}
}

func wrongChannelType() *refusal {
	return &refusal{status: http.StatusBadRequest, code: 50024, message: "Cannot execute action on this channel type"}
}

func emptyMessage() *refusal {
	return &refusal{status: http.StatusBadRequest, code: 50006, message: "Cannot send an empty message"}
}

func acknowledged() *refusal {
	return &refusal{status: http.StatusBadRequest, code: 40060, message: "Interaction has already been acknowledged."}
}

// form collects what is wrong with a body.
type form struct{ errors object }

// add notes an error at a path such as components.0.label, nested as Discord nests it.
func (f *form) add(path, code, message string) {
	if f.errors == nil {
		f.errors = object{}
	}
	at := f.errors
	if path != "" {
		for _, key := range strings.Split(path, ".") {
			next, ok := at[key].(object)
			if !ok {
				next = object{}
				at[key] = next
			}
			at = next
		}
	}
	list, _ := at["_errors"].([]any)
	at["_errors"] = append(list, object{"code": code, "message": message})
}

// refusal is nil when nothing was wrong.
func (f *form) refusal() error {
	if f.errors == nil {
		return nil
	}
	return &refusal{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", errors: f.errors}
}

func invalid(path, code, message string) error {
	var f form
	f.add(path, code, message)
	return f.refusal()
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // whoever asked has gone: nobody to tell
}
