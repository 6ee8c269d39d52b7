// Answers of Python's that are not worth a new packet: the stepper asks through its state, and another
// component brings the answer. Both import this module, and the browser loads a module once.

let receiver = () => {};

export const listen = (f) => {
  receiver = f;
};

export const deliver = (answer) => receiver(answer);
