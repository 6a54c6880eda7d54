package memo_test

import (
	"fmt"

	"lede/memo"
)

// A value is made once, and its weight counts against the room for all of them.
func ExampleMemo_Of() {
	const room = 1000
	var lengths memo.Memo[string, int]
	for range 2 {
		n, err := lengths.Of("lede", len("lede"), room, func() (int, error) {
			fmt.Println("counting")
			return len("lede"), nil
		})
		fmt.Println(n, err)
	}
	// Output:
	// counting
	// 4 <nil>
	// 4 <nil>
}
