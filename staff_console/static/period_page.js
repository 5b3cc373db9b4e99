// The day and week pages: their figures follow the hall.

import { keepFresh } from "./fresh.js";

keepFresh();
