package rest

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// Cause is the kind of failure of a request to Discord.
type Cause int

// The causes.
const (
	None        Cause = iota
	Unreachable       // no answer came
	BadToken          // Discord does not accept the token
	Limited           // Discord says to wait
	Faulty            // Discord has a fault of its own
	Foreign           // the answer is not Discord's
	Refused           // Discord refuses this
)

// Trouble is the error of a request in parts.
type Trouble struct {
	Cause  Cause
	Status int           // of HTTP; 0 without an answer
	After  time.Duration // how long to wait, when Discord says
	Err    error
}

// Diagnose returns the error of a request in parts.
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
		t.Cause = Foreign // a refusal of Discord's has a message
	}
	return t
}
