package filter_test

import (
	"fmt"

	"lede/desk/filter"
)

func ExampleRead() {
	f, err := filter.Read("climate, sea level*, -football")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f)
	_, err = filter.Read("el*") // fewer than three letters before the star
	fmt.Println(err != nil)
	// Output:
	// climate, sea level*, -football
	// true
}
