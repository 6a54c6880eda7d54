package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"lede/problem"
)

// A problem is recognised by its code, whatever its arguments and its cause. It is stored without words.
func ExampleProblem() {
	unknown := problem.New("zone.unknown")
	err := fmt.Errorf("setting a digest: %w", unknown.With("zone", "Mars").Because(io.ErrUnexpectedEOF))
	fmt.Println(err)
	fmt.Println(errors.Is(err, unknown), errors.Is(err, io.ErrUnexpectedEOF))
	stored, _ := json.Marshal(unknown.With("zone", "Mars"))
	fmt.Println(string(stored))
	// Output:
	// setting a digest: zone.unknown (zone "Mars"): unexpected EOF
	// true true
	// {"code":"zone.unknown","args":{"zone":"Mars"}}
}
