// Package problem is the one kind of error that people are told about: a code with its arguments.
//
// The room that returns a problem chooses the code, such as "zone.unknown"; package languages has the words for it, a
// message and a hint, in the reader's language. A problem is stored as its code and arguments, never as a sentence. The package
// refuses to know any words. Errors that only the log needs stay plain errors.
package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Problem is an error with a code. It is never changed once made: With and Because return another. As JSON it is
// {"code": "zone.unknown", "args": {"zone": "Mars"}}, with "cause" where that is a problem too.
type Problem struct {
	Code string
	Args Args
	Err  error // the cause, for the log; may be nil
}

// Args are the values for the gaps in the problem's words, by the name of the gap. A value is a string, an int or a []string.
type Args map[string]any

// New makes a problem. pairs are names and values in turn, as in slog; values of other types are written as fmt does.
func New(code string, pairs ...any) *Problem {
	return (&Problem{Code: code}).With(pairs...)
}

// With returns the same problem with more arguments.
func (p *Problem) With(pairs ...any) *Problem {
	q := *p
	q.Args = maps.Clone(p.Args)
	for pair := range slices.Chunk(pairs, 2) {
		name, isName := pair[0].(string)
		if !isName || len(pair) < 2 {
			continue
		}
		if q.Args == nil {
			q.Args = Args{}
		}
		q.Args[name] = plain(pair[1])
	}
	return &q
}

// Because returns the same problem with its cause.
func (p *Problem) Because(cause error) *Problem {
	q := *p
	q.Err = cause
	return &q
}

// Error is a line for the log, such as `zone.unknown (zone "Mars"): the cause`.
func (p *Problem) Error() string {
	text := p.Code
	if len(p.Args) > 0 {
		var list []string
		for _, name := range slices.Sorted(maps.Keys(p.Args)) {
			list = append(list, fmt.Sprintf("%s %#v", name, p.Args[name]))
		}
		text += " (" + strings.Join(list, ", ") + ")"
	}
	if p.Err != nil {
		text += ": " + p.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// Is makes errors.Is compare codes alone.
func (p *Problem) Is(target error) bool {
	q, ok := target.(*Problem)
	return ok && p.Code == q.Code
}

// Equal reports whether two problems have the same code and arguments. Either may be nil.
func (p *Problem) Equal(q *Problem) bool {
	if p == nil || q == nil {
		return p == q
	}
	return p.Code == q.Code && maps.EqualFunc(p.Args, q.Args, reflect.DeepEqual)
}

type stored struct {
	Code  string   `json:"code"`
	Args  Args     `json:"args,omitempty"`
	Cause *Problem `json:"cause,omitempty"`
}

// MarshalJSON writes the stored form.
func (p *Problem) MarshalJSON() ([]byte, error) {
	s := stored{Code: p.Code, Args: p.Args}
	errors.As(p.Err, &s.Cause)
	return json.Marshal(s)
}

// UnmarshalJSON reads the stored form.
func (p *Problem) UnmarshalJSON(b []byte) error {
	var s stored
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("reading a problem: %w", err)
	}
	for name, v := range s.Args {
		s.Args[name] = plain(v)
	}
	*p = Problem{Code: s.Code, Args: s.Args}
	if s.Cause != nil {
		p.Err = s.Cause
	}
	return nil
}

// plain makes a value one of the three types that Args may have, among them those that JSON reads.
func plain(v any) any {
	switch v := v.(type) {
	case string, int, []string:
		return v
	case float64:
		if n := int(v); float64(n) == v {
			return n
		}
	case []any:
		list := make([]string, len(v))
		for i := range v {
			list[i] = fmt.Sprint(v[i])
		}
		return list
	}
	return fmt.Sprint(v)
}
