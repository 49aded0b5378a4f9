import { liveFigure } from "../shared/live_figure.js";
import { figure } from "./view.js";

liveFigure("your-digit", figure);
