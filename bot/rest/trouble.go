package rest

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// Cause is the kind of thing that went wrong in asking Discord.
type Cause int

// The causes.
const (
	None        Cause = iota
	Unreachable       // no answer came
	BadToken          // Discord does not accept the token
	Limited           // Discord asks to wait
	Faulty            // Discord has a fault of its own
	Foreign           // what answers is not Discord
	Refused           // Discord does not want to answer this
)

// Trouble is the error of a request, taken apart.
type Trouble struct {
	Cause  Cause
	Status int           // of HTTP; 0 without an answer
	After  time.Duration // how long to wait, when Discord says
	Err    error
}

// Diagnose takes the error of a request apart.
func Diagnose(err error) Trouble {
	var r *Refusal
	var s *Silence
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return Trouble{}
	case errors.As(err, &s) && (errors.As(err, &syntax) || errors.As(err, &kind)):
		return Trouble{Cause: Foreign, Err: err}
	case errors.As(err, &s):
		return Trouble{Cause: Unreachable, Err: s.Err}
	case !errors.As(err, &r): // it was not even asked
		return Trouble{Cause: BadToken, Err: err}
	}
	t := Trouble{Cause: Refused, Status: r.Status, After: r.After, Err: err}
	switch {
	case r.Status == http.StatusUnauthorized && !r.Foreign:
		t.Cause = BadToken
	case r.Status == http.StatusTooManyRequests:
		t.Cause = Limited
	case r.Status >= 500:
		t.Cause = Faulty
	case r.Status < 400 || r.Message == "" && r.Code == 0:
		t.Cause = Foreign // Discord's refusals say something
	}
	return t
}
