package scheduler_test

import (
	"fmt"
	"time"

	"lede/scheduler"
)

func ExampleParseTimetable() {
	t, err := scheduler.ParseTimetable("07:30 mon-fri Europe/Paris")
	if err != nil {
		fmt.Println(err)
		return
	}
	friday := time.Date(2026, time.March, 27, 12, 0, 0, 0, time.UTC) // clocks go forward on Sunday
	fmt.Println(t.Next(friday).UTC().Format(time.DateTime))
	// Output:
	// 2026-03-30 05:30:00
}
